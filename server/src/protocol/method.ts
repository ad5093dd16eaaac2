// A request of our own, with the types of what is asked and answered.

export interface Method<Params, Result> {
  readonly name: string;
  /** Only for the type checker: nothing has this. */
  readonly types?: (params: Params) => Result;
}

export const method = <Params, Result>(name: string): Method<Params, Result> => ({
  name: `k3sInventory/${name}`,
});
