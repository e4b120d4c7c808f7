/**
 * `processorTime` is the milliseconds of processor time, user and system, of this process with all its
 * threads.
 */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** `processorTimeOf` is the processor time, in milliseconds, that `work` takes. */
export async function processorTimeOf(work: () => void | Promise<void>): Promise<number> {
  const before = processorTime();
  await work();
  return processorTime() - before;
}
