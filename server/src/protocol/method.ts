// A request of our own, with the types of its parameters and its result.

export interface Method<Params, Result> {
  readonly name: string;
  /** For the type checker only: no object has this property. */
  readonly types?: (params: Params) => Result;
}

export const method = <Params, Result>(name: string): Method<Params, Result> => ({
  name: `k3sInventory/${name}`,
});
