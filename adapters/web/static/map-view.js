/** Which part of the map is seen. Zooming keeps the point under the pointer, or between two fingers, where it is. */

const most = 40;
/** By a button or a key. */
const step = 1.5;
/** Pixels, by an arrow key. */
const stride = 60;
/** Wheels that count in lines; pixels are the usual. */
const pixelsPerLine = 16;

const apart = ([a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const between = ([a, b]) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** @param onChange draws what is seen now */
export function createView(canvas, onChange) {
  let scale = 1;
  let left = 0;
  let top = 0;
  /** Where each finger or button is that is down. */
  const down = new Map();
  /** From a second finger or a drag with Shift on, until all are up. */
  let isMoving = false;

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const centre = () => [canvas.clientWidth / 2, canvas.clientHeight / 2];

  /** The map never leaves the canvas. */
  function show(nextScale, nextLeft, nextTop) {
    scale = nextScale;
    left = Math.min(0, Math.max(canvas.clientWidth * (1 - scale), nextLeft));
    top = Math.min(0, Math.max(canvas.clientHeight * (1 - scale), nextTop));
    onChange();
  }

  function zoom(factor, [x, y] = centre()) {
    const next = Math.min(most, Math.max(1, scale * factor));
    const grown = next / scale;
    show(next, x - (x - left) * grown, y - (y - top) * grown);
  }

  const pan = (x, y) => show(scale, left + x, top + y);

  canvas.addEventListener(
    'wheel',
    (event) => {
      // The page scrolls on where there is nothing to zoom out of.
      if (event.deltaY > 0 && scale === 1) return;
      event.preventDefault();
      const pixels =
        event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * pixelsPerLine;
      // Two fingers on a trackpad come as small turns with Control.
      zoom(Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002)), at(event));
    },
    { passive: false },
  );

  canvas.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, at(event));
    if (down.size > 1 || event.shiftKey) isMoving = true;
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!isMoving || !down.has(event.pointerId)) return;
    const before = [...down.values()];
    down.set(event.pointerId, at(event));
    const now = [...down.values()];
    if (now.length === 2 && apart(before) > 0) zoom(apart(now) / apart(before), between(now));
    const [[ax, ay], [bx, by]] = now.length === 2 ? [between(before), between(now)] : [before[0], now[0]];
    pan(bx - ax, by - ay);
  });
  for (const name of ['pointerup', 'pointercancel'])
    canvas.addEventListener(name, (event) => {
      down.delete(event.pointerId);
      // After the other listeners of this event.
      if (down.size === 0)
        queueMicrotask(() => {
          isMoving = false;
        });
    });

  const keys = {
    '+': () => zoom(step),
    '=': () => zoom(step),
    '-': () => zoom(1 / step),
    0: () => show(1, 0, 0),
    ArrowLeft: () => pan(stride, 0),
    ArrowRight: () => pan(-stride, 0),
    ArrowUp: () => pan(0, stride),
    ArrowDown: () => pan(0, -stride),
  };
  canvas.addEventListener('keydown', (event) => {
    const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    // Arrow keys scroll the page while the whole map is seen.
    if (run === undefined || (scale === 1 && event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    run();
  });

  return {
    at,
    zoomIn: () => zoom(step),
    zoomOut: () => zoom(1 / step),
    showAll: () => show(1, 0, 0),
    /** For a canvas of another size. */
    fit: () => show(scale, left, top),
    /** A place of the whole map, where it is seen. */
    spot: ([x, y]) => [x * scale + left, y * scale + top],
    scale: () => scale,
    isMoving: () => isMoving,
  };
}
