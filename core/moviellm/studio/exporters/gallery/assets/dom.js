"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const nameOf = (id) => data.names[id] ?? id;
const frameNumber = new Map(data.frames.map((frame, index) => [frame.id, index]));

/** Make an element; text goes in as text, never as markup. */
function make(tag, properties = {}, ...children) {
  const { dataset = {}, aria = {}, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset);
  for (const [key, value] of Object.entries(aria)) element.setAttribute(`aria-${key}`, value);
  element.append(...children);
  return element;
}

function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const start = hours ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${start}:${two(seconds % 60)}`;
}

// A time at which the frame is seen that is seen at this one: a whole second where there is one.
function timecode(ms) {
  const { t: start, d: length } = data.frames[frameAt(ms)];
  if (Math.floor(ms / 1000) * 1000 >= start) return clock(ms);
  for (let digits = 0; digits < 4; digits += 1) {
    const unit = 10 ** (3 - digits);
    const time = unit * Math.ceil(ms / unit);
    if (time >= start + length) continue;
    return clock(time) + (digits ? `.${String(time % 1000).padStart(3, "0").slice(0, digits)}` : "");
  }
  return clock(ms);
}

const spanText = ([start, end]) => `${timecode(start)}–${clock(end)}`;
const inside = ([start, end], ms) => start <= ms && ms < end;
const share = (ms) => `${(100 * ms) / data.ms}%`;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** A link to a frame or a question of this film, which the page's address can hold. */
const linkTo = (kind, id, textContent) =>
  make("a", { href: `#${kind}=${encodeURIComponent(id)}`, textContent });
