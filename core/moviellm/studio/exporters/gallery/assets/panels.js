"use strict";

const sceneTitle = new Map();
const chapterOf = new Map();
for (const chapter of data.chapters) {
  for (const scene of chapter.scenes) {
    sceneTitle.set(scene.id, scene.title);
    chapterOf.set(scene.id, chapter);
  }
}

/** Chapters and scenes in proportion to their length, and where somebody speaks. */
function drawTimeline() {
  byId("chapters").append(
    ...data.chapters.map((chapter, index) => {
      const button = make("button", {
        type: "button",
        title: chapter.title,
        textContent: `${index + 1} ${chapter.title}`,
        onclick: () => seek(chapter.span[0]),
      });
      button.style.flexGrow = chapter.span[1] - chapter.span[0];
      button.dataset.part = chapter.id;
      return button;
    }),
  );
  const scenes = data.chapters.flatMap((chapter) => chapter.scenes);
  byId("scenes").append(
    ...scenes.map((scene) => stretch(scene.span, { dataset: { part: scene.id } })),
  );
  byId("marks").append(...data.cues.map((cue) => stretch(cue.span, { className: "line" })));
}

function stretch([start, end], properties) {
  const element = make("i", properties);
  element.style.insetInlineStart = share(start);
  element.style.width = share(end - start);
  return element;
}

function markEvidence(spans) {
  const marks = byId("marks");
  marks.querySelectorAll(".proof").forEach((mark) => mark.remove());
  marks.append(...spans.map((span) => stretch(span, { className: "proof" })));
}

function thumbnail(index, label) {
  const frame = data.frames[index];
  const [width, height] = frame.z;
  const image = frame.f
    ? make("img", { loading: "lazy", decoding: "async", alt: "", width, height })
    : make("span", { className: "blank" });
  if (frame.f) image.src = frame.f;
  const properties = { type: "button", className: "thumb", aria: { label } };
  return make("button", properties, image, make("span", { textContent: timecode(frame.t) }));
}

function drawStrip() {
  const strip = byId("strip");
  let scene = null;
  data.frames.forEach((frame, index) => {
    const button = thumbnail(index, `Frame ${index + 1} at ${timecode(frame.t)}`);
    button.onclick = () => seekFrame(index);
    button.tabIndex = -1;
    const next = data.shots[frame.s].scene;
    if (scene !== null && next !== scene) button.classList.add("cut");
    scene = next;
    strip.append(button);
  });
}

function followStrip(frame, index) {
  const strip = byId("strip");
  const thumb = strip.children[index];
  strip.querySelectorAll("[aria-current]").forEach((old) => {
    old.removeAttribute("aria-current");
    old.tabIndex = -1;
  });
  thumb.setAttribute("aria-current", "true");
  thumb.tabIndex = 0;
  const left = thumb.offsetLeft - (strip.clientWidth - thumb.offsetWidth) / 2;
  const far = Math.abs(left - strip.scrollLeft) > 2 * strip.clientWidth;
  strip.scrollTo({ left, behavior: calm.matches || far ? "auto" : "smooth" });
}

function showMoment(frame, index) {
  const shot = data.shots[frame.s];
  const chapter = chapterOf.get(shot.scene);
  const scene = chapter?.scenes.find((part) => part.id === shot.scene);
  const levels = [
    ["Frame", "frame", frame.id, [frame.t, frame.t + frame.d], `${index + 1}`],
    ["Shot", "shot", shot.id, shot.span, shot.camera],
    ["Scene", "scene", shot.scene, scene?.span, scene?.title],
    ["Chapter", "chapter", chapter?.id, chapter?.span, chapter?.title],
    ["Film", "film", data.film, [0, data.ms], ""],
  ];
  const panel = byId("now");
  const [own, ...above] = levels.map(captionOf);
  panel.replaceChildren(...own, seenIn(frame), ...provenBy(frame), ...above.flat());
  panel.scrollTop = 0;
}

function captionOf([label, level, target, span, about]) {
  const texts = data.captions[level]?.[target] ?? [];
  if (!texts.length) return [];
  const heading = make("h3", {}, level === "frame" ? linkTo("frame", target, label) : label);
  const head = make("header", {}, heading);
  head.append(make("span", { textContent: about ?? "" }));
  if (span) head.append(make("time", { textContent: spanText(span) }));
  const paragraphs = texts.map((textContent) => make("p", { textContent }));
  return [make("article", { className: `caption ${level}` }, head, ...paragraphs)];
}

function seenIn(frame) {
  const boxed = new Set(frame.b.map(([entity]) => entity));
  const head = make("header", {}, make("h3", { textContent: "In the picture" }));
  const place = make("p", { className: "where", textContent: frame.p });
  const list = make("ul", { className: "seen" });
  for (const [entity, words] of frame.v) {
    const text = make("span", { textContent: words });
    list.append(make("li", {}, entityChip(entity, boxed.has(entity)), text));
  }
  return make("article", { className: "caption" }, head, place, list);
}

function entityChip(entity, boxed) {
  const kind = data.people.includes(entity) ? "person" : "prop";
  const className = `chip ${kind}`;
  if (!boxed) return make("span", { className, textContent: nameOf(entity) });
  const point = (wanted) => () => {
    viewer.focus = wanted;
    drawBoxes();
  };
  return make("button", {
    type: "button",
    className,
    textContent: nameOf(entity),
    title: "Show where",
    onpointerenter: point(entity),
    onpointerleave: point(null),
    onfocus: point(entity),
    onblur: point(null),
    onclick: point(entity),
  });
}

function drawLines() {
  const panel = byId("lines");
  if (!data.cues.length) panel.append(make("p", { className: "quiet", textContent: "Nobody speaks." }));
  for (const cue of data.cues) {
    const who = make("b", { textContent: cue.who ? nameOf(cue.who) : "Voice" });
    const line = make("span", {}, who, cue.text);
    const time = make("time", { textContent: timecode(cue.span[0]) });
    const button = make("button", { type: "button", className: "row" }, time, line);
    button.onclick = () => seek(cue.span[0]);
    panel.append(button);
  }
}

function drawOutline() {
  const panel = byId("outline");
  for (const chapter of data.chapters) {
    panel.append(make("h3", { textContent: chapter.title }));
    for (const scene of chapter.scenes) {
      const title = make("span", { textContent: scene.title });
      const time = make("time", { textContent: timecode(scene.span[0]) });
      const button = make("button", { type: "button", className: "row" }, time, title);
      button.dataset.part = scene.id;
      button.onclick = () => seek(scene.span[0]);
      panel.append(button);
    }
  }
}

/** Mark what is now, in timeline, outline and dialogue. */
function followParts(frame) {
  const scene = data.shots[frame.s].scene;
  const now = new Set([scene, chapterOf.get(scene)?.id]);
  document.querySelectorAll("[data-part]").forEach((part) => {
    part.classList.toggle("now", now.has(part.dataset.part));
  });
  [...byId("lines").querySelectorAll(".row")].forEach((row, index) => {
    const { span } = data.cues[index];
    row.classList.toggle("now", span[0] < frame.t + frame.d && span[1] > frame.t);
  });
  for (const panel of [byId("lines"), byId("outline")]) keepInView(panel);
}

function keepInView(panel) {
  const row = panel.querySelector(".row.now");
  if (!row || panel.hidden || panel.scrollHeight <= panel.clientHeight) return;
  panel.scrollTop = row.offsetTop - panel.clientHeight / 2;
}

function setUpTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const choose = (wanted) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", tab === wanted);
      tab.tabIndex = tab === wanted ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = tab !== wanted;
    }
    followParts(data.frames[viewer.index]);
  };
  tabs.forEach((tab, index) => {
    tab.onclick = () => choose(tab);
    tab.onkeydown = (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      next.focus();
      choose(next);
    };
  });
}
