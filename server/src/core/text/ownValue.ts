// The one way to look a text up in a plain record: names such as `constructor` are properties of every object.

/** `undefined` where the record itself has no such key. */
export const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
