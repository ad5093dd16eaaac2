// Lines over the number of hosts, both axes logarithmic, as an SVG that needs nothing to be shown.
import { grouped } from './statistics.mjs';

/**
 * @typedef {{ hosts: number, milliseconds: number }} Point
 * @typedef {{ name: string, points: readonly Point[] }} Line
 * @typedef {{ title: string, lines: readonly Line[] }} Panel
 */

const size = { width: 440, height: 300 };
const inner = { left: 84, right: 30, top: 60, bottom: 46 };
const colours = ['#0969da', '#cf222e'];

/** @param {readonly Panel[]} panels one beside the other */
export function plot(panels) {
  const width = panels.length * size.width;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${size.height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${size.height}" fill="#ffffff"/>`,
    ...panels.map((panel, at) => `<g transform="translate(${at * size.width} 0)">\n${draw(panel)}\n</g>`),
    '</svg>',
    '',
  ].join('\n');
}

function draw({ title, lines }) {
  const points = lines.flatMap((line) => line.points);
  const x = axis(
    points.map(({ hosts }) => hosts),
    inner.left,
    size.width - inner.right,
  );
  const y = axis(
    points.map(({ milliseconds }) => milliseconds),
    size.height - inner.bottom,
    inner.top,
  );
  return [
    text(size.width / 2, 20, title, 'text-anchor="middle" font-weight="bold"'),
    ...x.ticks.flatMap((tick) => [
      rule(x.at(tick), inner.top, x.at(tick), size.height - inner.bottom),
      text(x.at(tick), size.height - inner.bottom + 16, grouped(tick), 'text-anchor="middle"'),
    ]),
    ...y.ticks.flatMap((tick) => [
      rule(inner.left, y.at(tick), size.width - inner.right, y.at(tick)),
      text(inner.left - 6, y.at(tick) + 4, `${grouped(tick)} ms`, 'text-anchor="end"'),
    ]),
    text(size.width / 2, size.height - 10, 'hosts', 'text-anchor="middle"'),
    ...lines.map((line, index) => drawLine(line, index, x, y)),
  ].join('\n');
}

function drawLine({ name, points }, index, x, y) {
  const colour = colours[index % colours.length];
  const places = points.map(({ hosts, milliseconds }) => [fixed(x.at(hosts)), fixed(y.at(milliseconds))]);
  const legend = inner.left + index * 150;
  return [
    `<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`),
    `<rect x="${legend}" y="34" width="12" height="12" fill="${colour}"/>`,
    text(legend + 17, 44, name),
  ].join('\n');
}

/** From the power of ten below the least to that above the greatest value. */
function axis(values, from, to) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step));
  return { ticks, at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from) };
}

const fixed = (amount) => amount.toFixed(1);
const escaped = (words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const text = (x, y, words, attributes = '') =>
  `<text x="${fixed(x)}" y="${fixed(y)}" fill="#1f2328" ${attributes}>${escaped(words)}</text>`;

const rule = (x1, y1, x2, y2) =>
  `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" stroke="#d0d7de"/>`;
