// Elements made by hand. Text is always text.
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
  element.append(...children.filter(child => child !== null));
  return element;
}

const svgOf = name => document.createElementNS('http://www.w3.org/2000/svg', name);

export function icon(id) {
  const svg = svgOf('svg'), use = svgOf('use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#${id}`);
  svg.append(use);
  return svg;
}

export const iconButton = (id, label, attributes = {}) => el('button', { type: 'button', class: 'icon-button', 'aria-label': label, ...attributes }, icon(id));
