import { compareAndSwap, ConflictError, type Stored } from '../../src/shared/storage.ts';

/** A counter that others change before each of so many saves. */
function counter(others: number) {
  let stored: Stored<number> = { value: 10, revision: '0' };
  let left = others;
  let loads = 0;
  const load = async (): Promise<Stored<number>> => {
    loads += 1;
    return stored;
  };
  const write = (value: number): void =>
    void (stored = { value, revision: `${Number(stored.revision) + 1}` });
  const save = async (value: number, revision: string): Promise<void> => {
    if (left > 0) {
      left -= 1;
      write(stored.value + 100);
    }
    if (revision !== stored.revision) throw new ConflictError('Another writer was quicker.');
    write(value);
  };
  const budget = { sleep: async () => undefined };
  return { load, save, budget, loads: () => loads, value: () => stored.value };
}

const addOne = (value: number): number => value + 1;

test('a change is made to the newest value when another writer was quicker', async () => {
  const it = counter(2);
  const swapped = await compareAndSwap({ ...it, change: addOne });
  expect(swapped).toEqual({ before: 210, after: 211, isChanged: true });
  expect(it.value()).toBe(211);
});

test('a conflict is thrown when others are quicker each time', async () => {
  const it = counter(10);
  await expect(compareAndSwap({ ...it, change: addOne, tries: 3 })).rejects.toThrow(ConflictError);
  expect(it.loads()).toBe(3);
});

test('a change that finds a value in another writer’s hands waits for it', async () => {
  const it = counter(0);
  let isBusy = true;
  const change = (value: number): number => {
    if (isBusy) {
      isBusy = false;
      throw new ConflictError('Another writer has to finish first.');
    }
    return value + 1;
  };
  expect(await compareAndSwap({ ...it, change })).toMatchObject({ after: 11, isChanged: true });
});

test('a value that is as it should be is not saved', async () => {
  const it = counter(0);
  const save = () => Promise.reject(new Error('saved'));
  const same = { before: 10, after: 10, isChanged: false };
  expect(await compareAndSwap({ ...it, save, change: () => undefined })).toEqual(same);
});

test('a value that was just read is not read again, and a missing one is left', async () => {
  const it = counter(0);
  await compareAndSwap({ ...it, change: addOne, known: await it.load() });
  expect(it.loads()).toBe(1);
  expect(await compareAndSwap({ ...it, load: async () => undefined, change: addOne })).toBeUndefined();
});
