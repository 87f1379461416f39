import { Button, makeStyles, Select, Text, ToggleButton, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, CopyRegular, DeleteRegular } from '@fluentui/react-icons';
import type { RuleGroupProps, UseRuleGroup } from 'react-querybuilder';
import { group, rule, type Group } from './conditions';
import { Action, Kept } from './ConditionRow';
import { useScope } from './scope';
import { texts } from './texts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center', flexWrap: 'wrap', width: '100%' },
  end: { display: 'flex', alignItems: 'center', marginInlineStart: 'auto' },
});

/** What a group says of its conditions, and what can be added to it. */
export function GroupHeader(props: RuleGroupProps & UseRuleGroup) {
  const styles = useStyles();
  const { isReadOnly } = useScope();
  const { path, actions } = props;
  const it = props.ruleGroup as Group;
  const words = it.combinator === 'or' ? texts.anyOf : texts.allOf;
  const isInner = path.length > 0;
  if (isReadOnly) {
    return (
      <span className={styles.line}>
        <Text weight="semibold">{it.not ? `${texts.butNot} ${words}` : words}</Text>
        <span className={styles.end}>{isInner && <Kept part={it} />}</span>
      </span>
    );
  }
  return (
    <span className={styles.line}>
      <ToggleButton size="small" checked={it.not ?? false} onClick={() => actions.onPropChange('not', !it.not, path)}>
        {texts.butNot}
      </ToggleButton>
      <Select
        size="small"
        aria-label={texts.combinator}
        value={it.combinator}
        onChange={(_, { value }) => actions.onPropChange('combinator', value, path)}
      >
        <option value="and">{texts.allOf}</option>
        <option value="or">{texts.anyOf}</option>
      </Select>
      <Button
        size="small"
        appearance="subtle"
        data-add
        onClick={() => actions.onRuleAdd(rule({ kind: 'empty' }), path)}
      >
        {texts.addCondition}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        onClick={() =>
          actions.onGroupAdd(group(it.combinator === 'or' ? 'and' : 'or', [rule({ kind: 'empty' })]), path)
        }
      >
        {texts.addGroup}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        onClick={() => actions.onGroupAdd(group('or', [rule({ kind: 'empty' })], true), path)}
      >
        {texts.addButNot}
      </Button>
      <span className={styles.end}>
        {isInner && (
          <>
            <Kept part={it} />
            <Action
              name={texts.moveUp}
              icon={<ArrowUpRegular />}
              isOff={props.shiftUpDisabled ?? false}
              onClick={() => actions.moveRule(path, 'up')}
            />
            <Action
              name={texts.moveDown}
              icon={<ArrowDownRegular />}
              isOff={props.shiftDownDisabled ?? false}
              onClick={() => actions.moveRule(path, 'down')}
            />
            <Action
              name={texts.duplicate}
              icon={<CopyRegular />}
              onClick={() => actions.moveRule(path, [...path.slice(0, -1), (path.at(-1) ?? 0) + 1], true)}
            />
            <Action name={texts.remove} icon={<DeleteRegular />} onClick={() => actions.onGroupRemove(path)} />
          </>
        )}
      </span>
    </span>
  );
}
