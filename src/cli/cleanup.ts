const tasks = new Set<() => void>();

/** Registers what has to be undone should the run be cut short, and returns how to take that back. */
export const onInterrupt = (task: () => void): (() => void) => {
  tasks.add(task);
  return () => void tasks.delete(task);
};

/**
 * Runs what is registered, the latest first; a task that fails does not keep the others from running. Answers with whether anything was
 * underway.
 */
export const cleanUp = (): boolean => {
  const underway = tasks.size > 0;
  for (const task of [...tasks].reverse()) {
    tasks.delete(task);
    try {
      task();
    } catch {
      // The process ends in any case, and there is nobody left to tell.
    }
  }
  return underway;
};
