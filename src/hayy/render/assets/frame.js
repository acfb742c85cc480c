// Inside a frame: tell the page around it how high this one is, so that it can make room.

function startFrame() {
  if (window.parent === window) return;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "hayy:height", height }, "*");
  }).observe(document.body);
}
