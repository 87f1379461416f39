import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { QueryBuilder, type RuleGroupTypeAny } from 'react-querybuilder';
import type { Group } from './conditions';
import { ConditionRow } from './ConditionRow';
import { GroupHeader } from './GroupHeader';
import { useScope } from './scope';

const useStyles = makeStyles({
  tree: { minWidth: 0 },
  group: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorBrandStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  not: { borderLeftColor: tokens.colorPaletteRedBorder2 },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

const CONTROLS = { rule: ConditionRow, ruleGroupHeaderElements: GroupHeader };
const NO_FIELDS = [{ name: 'condition', value: 'condition', label: '' }];

/** Groups of conditions, in each other. */
export function ConditionTree(props: { label: string; group: Group; onChange: (group: Group) => void }) {
  const styles = useStyles();
  const { isReadOnly } = useScope();
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The library calls each builder a form of its own: so many landmarks lead nobody anywhere.
    whole.current?.firstElementChild?.removeAttribute('role');
  }, []);
  const change = (changed: Group) => {
    if (changed !== props.group) {
      const { activeElement } = document;
      props.onChange(changed);
      requestAnimationFrame(() => keepFocus(whole.current, activeElement));
    }
  };
  return (
    <div ref={whole} role="group" aria-label={props.label} className={styles.tree}>
      <QueryBuilder<
        Group,
        (typeof NO_FIELDS)[number],
        { name: string; value: string; label: string },
        { name: string; value: string; label: string }
      >
        query={props.group}
        onQueryChange={change}
        fields={NO_FIELDS}
        controlElements={CONTROLS}
        controlClassnames={{ ruleGroup: styles.group, body: styles.body }}
        getRuleGroupClassname={(it: RuleGroupTypeAny) => mergeClasses(it.not ? styles.not : undefined)}
        enableMountQueryChange={false}
        disabled={isReadOnly}
        suppressStandardClassnames
      />
    </div>
  );
}

/** What lost the focus by being moved gets it back; where it is gone, it goes to what can be added. */
function keepFocus(whole: HTMLElement | null, before: Element | null) {
  if (document.activeElement === document.body) {
    const next = before?.isConnected ? before : whole?.querySelector('[data-add]');
    (next as HTMLElement | undefined)?.focus();
  }
}
