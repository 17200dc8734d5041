"use strict";

{
  const cards = [...document.querySelectorAll(".film")];
  const words = cards.map((card) => card.textContent.toLowerCase());
  const find = document.getElementById("find");
  const found = document.getElementById("found");

  const filter = () => {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    cards.forEach((card, index) => {
      card.hidden = !wanted.every((word) => words[index].includes(word));
      count += card.hidden ? 0 : 1;
    });
    found.value = wanted.length ? `${count} of ${cards.length}` : "";
  };

  find.addEventListener("input", filter);
  document.getElementById("search").hidden = cards.length < 4;
}
