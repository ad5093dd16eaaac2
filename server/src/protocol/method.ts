// A request of our own, with the types of its parameters and its result.

/**
 * A request by its name on the wire. Client and server take the types of parameters and result from here, so
 * that neither states them again.
 */
export interface Method<Params, Result> {
  readonly name: string;
  /** For the type checker only: no object has this property. */
  readonly types?: (params: Params) => Result;
}

/** Names a request; the prefix keeps it apart from those of the protocol and of other servers. */
export const method = <Params, Result>(name: string): Method<Params, Result> => ({
  name: `k3sInventory/${name}`,
});
