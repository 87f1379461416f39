import { Badge, Button, makeStyles, mergeClasses, Text, Textarea, tokens, Tooltip } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, CopyRegular, DeleteRegular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import type { RuleProps } from 'react-querybuilder';
import { formatNumber } from '../../format/format';
import { AskedEditor } from './AskedEditor';
import { isComplete, rule, type Condition, type Group, type Rule } from './conditions';
import { ConditionTree } from './ConditionTree';
import { print } from './print';
import { ScopeProvider, useScope } from './scope';
import { SegmentFinder } from './SegmentFinder';
import { SubjectPicker } from './SubjectPicker';
import { texts } from './texts';
import { treeOf } from './toTree';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  lacking: { borderLeft: `3px solid ${tokens.colorPaletteDarkOrangeBorder2}` },
  line: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  controls: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center', flexWrap: 'wrap', flex: 1 },
  end: { display: 'flex', alignItems: 'center', marginInlineStart: 'auto' },
  text: { fontFamily: tokens.fontFamilyMonospace, flex: 1, overflowWrap: 'anywhere' },
  where: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  nested: { flex: 1, minWidth: 0 },
});

/** A condition: what it is about, what it says of that, and how many people it keeps. */
export function ConditionRow({ rule: shown, path, actions, disabled, shiftUpDisabled, shiftDownDisabled }: RuleProps) {
  const styles = useStyles();
  const { isReadOnly } = useScope();
  const it = shown as Rule;
  const condition = it.value;
  const number = path.map((at) => at + 1).join('.');
  const isWhole = isComplete(condition);
  const change = (changed: Condition) => actions.onPropChange('value', changed, path);
  const isLocked = isReadOnly || disabled === true;
  return (
    <div
      role="group"
      aria-label={texts.condition(number)}
      className={mergeClasses(styles.row, !isWhole && styles.lacking)}
    >
      <div className={styles.line}>
        <span className={styles.controls}>
          {isLocked ? (
            <Written part={it} />
          ) : (
            <>
              <SubjectPicker condition={condition} onChange={change} />
              <Editor condition={condition} onChange={change} />
            </>
          )}
        </span>
        <span className={styles.end}>
          <Kept part={it} />
          {!isLocked && (
            <>
              <Action
                name={texts.moveUp}
                icon={<ArrowUpRegular />}
                isOff={shiftUpDisabled ?? false}
                onClick={() => actions.moveRule(path, 'up')}
              />
              <Action
                name={texts.moveDown}
                icon={<ArrowDownRegular />}
                isOff={shiftDownDisabled ?? false}
                onClick={() => actions.moveRule(path, 'down')}
              />
              <Action
                name={texts.duplicate}
                icon={<CopyRegular />}
                onClick={() => actions.moveRule(path, [...path.slice(0, -1), (path.at(-1) ?? 0) + 1], true)}
              />
              <Action name={texts.remove} icon={<DeleteRegular />} onClick={() => actions.onRuleRemove(path)} />
            </>
          )}
        </span>
      </div>
      {!isLocked && condition.kind === 'asked' && condition.subject.kind === 'rows' && (
        <Where
          relation={condition.subject.relation}
          where={condition.subject.where}
          onChange={(where) =>
            change({ ...condition, subject: { ...condition.subject, where } as typeof condition.subject })
          }
        />
      )}
    </div>
  );
}

function Editor(props: { condition: Condition; onChange: (condition: Condition) => void }) {
  const styles = useStyles();
  const { condition, onChange } = props;
  switch (condition.kind) {
    case 'empty':
      return null;
    case 'asked':
      return <AskedEditor condition={condition} onChange={onChange} />;
    case 'segment':
      return <SegmentFinder condition={condition} onChange={onChange} />;
    case 'text':
      return (
        <Textarea
          size="small"
          aria-label={texts.textCondition}
          className={styles.text}
          value={condition.text}
          onChange={(_, { value }) => onChange({ kind: 'text', text: value })}
        />
      );
  }
}

/** The condition as it is written. */
function Written(props: { part: Rule }) {
  const styles = useStyles();
  const tree = treeOf(props.part);
  return <Text className={styles.text}>{tree ? print(tree) : texts.lacks}</Text>;
}

/** How many people fulfil a condition or a group by itself, where that is known. */
export function Kept(props: { part: Rule | Group }): ReactNode {
  const { counts } = useScope();
  const tree = counts && treeOf(props.part);
  if (!('rules' in props.part) && !isComplete(props.part.value)) {
    return (
      <Badge appearance="outline" color="warning">
        {texts.lacks}
      </Badge>
    );
  }
  const count = tree && counts.get(print(tree));
  return count === undefined ? null : (
    <Tooltip content={texts.keeps(formatNumber(count))} relationship="label">
      <Badge appearance="tint" color="informative" data-testid="kept">
        {formatNumber(count)}
      </Badge>
    </Tooltip>
  );
}

/** A small button of a row, with a name that is read and shown. */
export function Action(props: { name: string; icon: ReactElement; isOff?: boolean; onClick: () => void }) {
  return props.isOff ? null : (
    <Tooltip content={props.name} relationship="label">
      <Button size="small" appearance="subtle" icon={props.icon} onClick={props.onClick} />
    </Tooltip>
  );
}

/** The conditions on related rows: they hold for one and the same row. */
function Where(props: { relation: string; where: Group; onChange: (where: Group) => void }) {
  const styles = useStyles();
  const scope = useScope();
  const place = scope.catalogue.related(scope.place, props.relation);
  if (place === undefined) {
    return null;
  }
  if (props.where.rules.length === 0) {
    return (
      <span>
        <Button
          size="small"
          appearance="subtle"
          onClick={() => props.onChange({ ...props.where, rules: [rule({ kind: 'empty' })] })}
        >
          {texts.addWhere}
        </Button>
      </span>
    );
  }
  return (
    <ScopeProvider value={{ ...scope, place, counts: undefined }}>
      <div className={styles.where}>
        <Text>{texts.where}</Text>
        <div className={styles.nested}>
          <ConditionTree label={texts.conditionsOf(props.relation)} group={props.where} onChange={props.onChange} />
        </div>
      </div>
    </ScopeProvider>
  );
}
