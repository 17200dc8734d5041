"use strict";

/* Shots that move: the clip of the shot lies over its key frame, and leads while the film plays. */

const clipView = byId("clip");
const clipAhead = make("video", { preload: "auto", muted: true });
const stillSeek = seek;
let clipShot = -1;
let broken = false;

const shotAt = () => data.frames[viewer.index].s;
const clipStart = (shot) => data.shots[shot].span[0];

/** A clip that is left before it began to play is no fault. */
const playClip = () => clipView.play().catch(() => {});

/** The frame of its clip that is shown at a moment of a shot, from 0. */
function clipFrame() {
  const clip = data.clips[shotAt()];
  const at = Math.floor(((viewer.time - clipStart(shotAt())) * clip.r) / 1000 + 0.001);
  return Math.min(Math.max(0, at), clip.n - 1);
}

function showClip(shot) {
  if (shot === clipShot) return;
  clipShot = shot;
  clipView.src = data.clips[shot].f;
  if (shot + 1 < data.clips.length) clipAhead.src = data.clips[shot + 1].f;
}

/** The middle of a frame: decoders may round its beginning down to the frame before. */
const clipSeconds = () => (clipFrame() + 0.5) / data.clips[shotAt()].r;

seek = function (ms) {
  stillSeek(ms);
  if (!broken) {
    showClip(shotAt());
    clipView.currentTime = clipSeconds();
    if (viewer.playing) playClip();
  }
  drawBoxes();
};

drawBoxes = function () {
  const clip = data.clips[shotAt()];
  const now = clipFrame();
  const shown = Object.entries(clip.t)
    .filter(([entity]) => viewer.boxes || entity === viewer.focus)
    .flatMap(([entity, runs]) =>
      runs.filter(([first, stop]) => first <= now && now < stop).map((run) => [entity, ...run.slice(2)]));
  const layer = byId("boxes");
  layer.setAttribute("viewBox", `0 0 ${clip.z[0]} ${clip.z[1]}`);
  layer.toggleAttribute("hidden", !shown.length);
  const labels = [];
  layer.replaceChildren(...shown.map((box) => boxShape(box, clip.z, labels)));
};

const stillPlay = play;

play = function (wanted) {
  if (broken) return stillPlay(wanted);
  const button = byId("play");
  if (wanted && viewer.time >= data.ms - 1) seek(0);
  viewer.playing = wanted;
  button.textContent = wanted ? "Pause" : "Play";
  button.setAttribute("aria-pressed", wanted);
  if (!wanted) {
    clipView.pause();
    return showLines();
  }
  playClip();
  requestAnimationFrame(followClip);
};

/** Let the page follow the clip; after its end comes the next shot. */
function followClip() {
  if (!viewer.playing || broken) return;
  const end = data.shots[clipShot].span[1];
  if (clipView.ended) {
    if (end >= data.ms) {
      stillSeek(data.ms);
      return play(false);
    }
    seek(end);
  } else if (!clipView.seeking) {
    stillSeek(Math.min(clipStart(clipShot) + clipView.currentTime * 1000, end - 1));
    drawBoxes();
  }
  requestAnimationFrame(followClip);
}

/** Who cannot show clips is shown the key frames, as in films without clips. */
clipView.onerror = () => {
  const playing = viewer.playing;
  play(false);
  broken = true;
  clipView.hidden = true;
  if (playing) play(true);
};

const seekClipFrame = (step) => {
  const clip = data.clips[shotAt()];
  const to = clipFrame() + step;
  const start = clipStart(shotAt());
  if (to < 0) return seek(start - 1);
  seek(to < clip.n ? start + (to * 1000) / clip.r : data.shots[shotAt()].span[1]);
};

KEYS[","] = () => seekClipFrame(-1);
KEYS["."] = () => seekClipFrame(1);
document.querySelector(".keys").append(
  " · ", make("kbd", {}, ","), " ", make("kbd", {}, "."), " frame of a clip");
seek(0);
