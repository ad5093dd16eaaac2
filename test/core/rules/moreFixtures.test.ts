// What is reported for every fixture of a rule but the first ones: `bad-NAME.yml` and `good-NAME.yml`.
import { describeFixtures } from '../../support/ruleFixtures.ts';

describeFixtures((name) => name.includes('-') && !name.includes('.fixed'));
