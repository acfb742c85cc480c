// The island, unpacked into lists of records; src/hayy/render/data.py says what they hold.

function unpack(table) {
  const rows = Array.from({ length: table.n }, () => ({}));
  for (const [key, column] of Object.entries(table.columns)) {
    const values = column.v || column.i.map((index) => column.d[index]);
    values.forEach((value, i) => { if (value !== null) rows[i][key] = value; });
  }
  return rows;
}

const data = JSON.parse(document.getElementById("hayy-data").textContent);
for (const key of ["places", "parts", "claims", "documents", "passages", "changes"]) data[key] = unpack(data[key]);

// Claims of each place, in the order in which they became known.
const claimsOf = data.places.map(() => []);
for (const claim of data.claims) claimsOf[claim.place].push(claim);
