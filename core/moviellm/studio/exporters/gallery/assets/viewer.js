"use strict";

const viewer = { time: 0, index: -1, playing: false, boxes: false, lines: true, focus: null };
const onFrame = [];
const range = byId("time");

function frameAt(ms) {
  let low = 0;
  let high = data.frames.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (data.frames[middle].t <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

function seek(ms) {
  viewer.time = Math.min(Math.max(0, ms), data.ms - 1);
  const index = frameAt(viewer.time);
  range.value = viewer.time;
  if (index !== viewer.index) {
    viewer.index = index;
    showFrame(data.frames[index]);
    onFrame.forEach((listener) => listener(data.frames[index], index));
  }
  byId("clock").value = `${clock(viewer.time)} / ${clock(data.ms)}`;
  const scene = data.shots[data.frames[index].s].scene;
  const place = `Frame ${index + 1} of ${data.frames.length}, ${clock(viewer.time)}`;
  range.setAttribute("aria-valuetext", `${place}, ${sceneTitle.get(scene) ?? scene}`);
  showLines();
}

const seekFrame = (index) =>
  seek(data.frames[Math.min(Math.max(0, index), data.frames.length - 1)].t);

function showFrame(frame) {
  const picture = byId("frame");
  picture.hidden = !frame.f;
  if (frame.f) picture.src = frame.f;
  [picture.width, picture.height] = frame.z;
  picture.alt = (data.captions.frame?.[frame.id] ?? [frame.p]).join(" ");
  for (const ahead of data.frames.slice(viewer.index + 1, viewer.index + 4)) {
    if (ahead.f) new Image().src = ahead.f;
  }
  viewer.focus = null;
  drawBoxes();
}

function drawBoxes() {
  const frame = data.frames[viewer.index];
  const shown = frame.b.filter(([entity]) => viewer.boxes || entity === viewer.focus);
  const [width, height] = frame.z;
  const layer = byId("boxes");
  layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
  layer.toggleAttribute("hidden", !shown.length);
  const labels = [];
  layer.replaceChildren(...shown.map((box) => boxShape(box, frame.z, labels)));
}

function boxShape([entity, x, y, width, height], [whole, bottom], labels) {
  const kind = data.people.includes(entity) ? "person" : "prop";
  const size = Math.max(whole / 42, (12 * whole) / (byId("picture").clientWidth || whole));
  const long = nameOf(entity).length * size * 0.6;
  const left = Math.min(x + size * 0.35, whole - long);
  const apart = (at, [l, t, w]) =>
    left > l + w || l > left + long || Math.abs(at - t) > size;
  const free = (at) => at > size && at < bottom && labels.every((label) => apart(at, label));
  const end = y + height;
  const spots = [y - size * 0.45, end + size * 1.05, y + size * 1.15, end - size * 0.4];
  const top = spots.find(free) ?? spots[2];
  labels.push([left, top, long]);
  const label = makeSvg("text", { x: left, y: top, "font-size": size });
  label.textContent = nameOf(entity);
  const edge = makeSvg("rect", { x, y, width, height, rx: size / 4 });
  return makeSvg("g", { class: `box ${kind}` }, edge, label);
}

function showLines() {
  const frame = data.frames[viewer.index];
  const now = viewer.playing
    ? (cue) => inside(cue.span, viewer.time)
    : (cue) => cue.span[0] < frame.t + frame.d && cue.span[1] > frame.t;
  const spoken = viewer.lines ? data.cues.filter(now) : [];
  const texts = spoken.map((cue) => (cue.who ? `${nameOf(cue.who)}: ${cue.text}` : cue.text));
  const subtitle = byId("subtitle");
  const text = texts.join("\n");
  if (subtitle.textContent !== text) subtitle.textContent = text;
  subtitle.hidden = !text;
}

function play(wanted) {
  const button = byId("play");
  if (wanted && viewer.time >= data.ms - 1) seek(0);
  viewer.playing = wanted;
  button.textContent = wanted ? "Pause" : "Play";
  button.setAttribute("aria-pressed", wanted);
  if (!wanted) return showLines();
  let last = performance.now();
  const step = (now) => {
    if (!viewer.playing) return;
    seek(viewer.time + now - last);
    last = now;
    if (viewer.time >= data.ms - 1) play(false);
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

function setBoxes(wanted) {
  viewer.boxes = wanted;
  byId("show-boxes").checked = wanted;
  drawBoxes();
}

function seekScene(step) {
  const starts = data.chapters.flatMap((chapter) => chapter.scenes.map((scene) => scene.span[0]));
  const here = starts.findLastIndex((start) => start <= viewer.time);
  const back = step < 0 && viewer.time > starts[here] ? 0 : step;
  seek(starts[Math.min(Math.max(0, here + back), starts.length - 1)] ?? 0);
}

const KEYS = {
  ArrowLeft: (event) => (event.shiftKey ? seekScene(-1) : seekFrame(viewer.index - 1)),
  ArrowRight: (event) => (event.shiftKey ? seekScene(1) : seekFrame(viewer.index + 1)),
  Home: () => seek(0),
  End: () => seekFrame(data.frames.length - 1),
  " ": () => play(!viewer.playing),
  b: () => setBoxes(!viewer.boxes),
};

function onKey(event) {
  const act = KEYS[event.key];
  const field = event.target.closest("input:not(#time), textarea, [role=tab]");
  const pressed = event.key === " " && event.target.closest("button, a, summary");
  if (!act || field || pressed || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(event);
}

/** A finger that moves sideways over the picture turns frames. */
function onSwipe(picture) {
  let start = null;
  picture.addEventListener("pointerdown", (event) => {
    start = event.pointerType === "mouse" ? null : event.clientX;
  });
  picture.addEventListener("pointerup", (event) => {
    const moved = start === null ? 0 : event.clientX - start;
    start = null;
    if (Math.abs(moved) > 36) seekFrame(viewer.index + (moved < 0 ? 1 : -1));
  });
}
