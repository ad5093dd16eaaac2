// Limits what many evaluations may cost together, where a user waits for all of them.

/** The cost, in steps, of an evaluation that does next to nothing. */
const STEPS_TO_BEGIN = 50;

/** Once the steps are spent, everything that is evaluated is unknown. */
export class Budget {
  constructor(private left: number) {}

  get isSpent(): boolean {
    return this.left <= 0;
  }

  begin(): void {
    this.spend(STEPS_TO_BEGIN);
  }

  spend(steps: number): void {
    this.left -= steps;
  }
}
