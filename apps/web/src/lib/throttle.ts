/** Runs `work` at most once per `ms`, and always once after the last call. */
export function throttle(work: () => void, ms: number): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;
  const run = (): void => {
    timer = undefined;
    last = Date.now();
    work();
  };
  return {
    call: () => {
      if (timer === undefined) timer = setTimeout(run, Math.max(0, last + ms - Date.now()));
    },
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
