// Where something that floats stands: beside what it belongs to, and whole within the window.
const edge = 8, gap = 4;

export function place(box, anchor) {
  const { innerWidth: width, innerHeight: height } = window;
  const { offsetWidth: w, offsetHeight: h } = box;
  const below = anchor.bottom + gap, above = anchor.top - gap - h;
  const top = below + h <= height - edge ? below : above >= edge ? above : Math.max(edge, height - edge - h);
  // From the side to which there is more room.
  const left = anchor.left + anchor.right > width ? anchor.right - w : anchor.left;
  box.style.top = `${top}px`;
  box.style.left = `${Math.min(Math.max(edge, left), Math.max(edge, width - edge - w))}px`;
}

export const isNarrow = () => matchMedia('(max-width: 30rem)').matches;
