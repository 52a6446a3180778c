/** A busy machine takes its time. These limits only say when to give up, and prove nothing. */
jest.setTimeout(150_000);
