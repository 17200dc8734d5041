"use strict";

drawTimeline();
drawStrip();
drawLines();
drawOutline();
setUpTabs();
drawKinds();
drawCards();

onFrame.push(showMoment, followParts, followStrip);
byId("play").onclick = () => play(!viewer.playing);
byId("back").onclick = () => seekFrame(viewer.index - 1);
byId("next").onclick = () => seekFrame(viewer.index + 1);
byId("show-boxes").onchange = (event) => setBoxes(event.target.checked);
byId("show-lines").onchange = (event) => {
  viewer.lines = event.target.checked;
  showLines();
};
range.addEventListener("input", () => seek(Number(range.value)));
range.addEventListener("pointerdown", () => play(false));
document.addEventListener("keydown", onKey);
onSwipe(byId("picture"));
seek(0);

/** Go to the frame or the question that the address names, as in `#question=q0001`. */
function followAddress() {
  const [kind, id] = new URLSearchParams(location.hash.slice(1)).entries().next().value ?? [];
  if (kind === "frame" && frameNumber.has(id)) goTo(data.frames[frameNumber.get(id)].t);
  if (kind === "question") showQuestion(id);
}

window.addEventListener("hashchange", followAddress);
followAddress();
