// Macros: a body with parameters that a template gives a name. Read from Jinja2 3.1.2, runtime.py.
import { msg } from '../../text/message.ts';
import type { Macro as MacroNode, Statement } from '../ast.ts';
import { evaluate, type Frame, innerFrame } from './frame.ts';
import type { Macro, Value } from './value.ts';

type RenderBody = (frame: Frame, body: readonly Statement[]) => Value;

/** The macro sees the names of the place where it is defined, not of those where it is called. */
export function macroOf(frame: Frame, { parameters, body, span }: MacroNode, render: RenderBody): Macro {
  const special = {
    kind: 'unknown',
    reason: msg('what else a macro is called with is not evaluated here'),
  } as const;
  return {
    kind: 'macro',
    parameters: parameters.map(({ name }) => name.name),
    call: (args) => {
      frame.run.step();
      const inner = innerFrame(frame);
      for (const name of ['varargs', 'kwargs', 'caller']) inner.locals.values.set(name, special);
      for (const [index, parameter] of parameters.entries()) {
        const { name } = parameter.name;
        const fallback = (): Value =>
          parameter.default
            ? evaluate(inner, parameter.default)
            : { kind: 'undefined', span, reason: msg("the macro is called without '{0}'", name) };
        inner.locals.values.set(name, args[index] ?? fallback());
      }
      return render(inner, body);
    },
  };
}
