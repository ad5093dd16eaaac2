// How much many evaluations may take together, where somebody waits for all of them.

/** In steps, what an evaluation costs that does next to nothing. */
const STEPS_TO_BEGIN = 50;

/** Once the steps are spent, whatever is evaluated is unknown. */
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
