// The nodes of a graph that lie on a circle, by Tarjan's algorithm without recursion: a circle can have thousands of
// nodes.

interface Visit {
  readonly point: string;
  readonly next: readonly string[];
  at: number;
}

/** For each node on a circle, one that represents all nodes of that circle; other nodes are left out. Visits each edge once. */
export function circlesIn(
  points: Iterable<string>,
  nextOf: (point: string) => Iterable<string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const visits: Visit[] = [];

  const enter = (point: string): void => {
    order.set(point, order.size);
    lowest.set(point, order.size - 1);
    open.push(point);
    isOpen.add(point);
    visits.push({ point, next: [...nextOf(point)], at: 0 });
  };
  const lower = (point: string, value: number | undefined): void => {
    lowest.set(point, Math.min(lowest.get(point) ?? 0, value ?? 0));
  };
  /** All that was opened since the point can reach it, and be reached from it. */
  const close = ({ point, next }: Visit): void => {
    const from = open.lastIndexOf(point);
    const members = open.splice(from);
    for (const member of members) {
      isOpen.delete(member);
      if (members.length > 1 || next.includes(point)) found.set(member, point);
    }
  };

  for (const start of points) {
    if (!order.has(start)) enter(start);
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const next = visit.next[visit.at++];
      if (next === undefined) {
        visits.pop();
        if (lowest.get(visit.point) === order.get(visit.point)) close(visit);
        const outer = visits.at(-1);
        if (outer) lower(outer.point, lowest.get(visit.point));
      } else if (!order.has(next)) enter(next);
      else if (isOpen.has(next)) lower(visit.point, order.get(next));
    }
  }
  return found;
}
