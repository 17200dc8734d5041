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

const spanText = ([start, end]) => `${clock(start)}–${clock(end)}`;
const inside = ([start, end], ms) => start <= ms && ms < end;
const share = (ms) => `${(100 * ms) / data.ms}%`;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
