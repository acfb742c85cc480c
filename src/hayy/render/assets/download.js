// Take the data behind the view with you.
function downloads() { return ""; }
