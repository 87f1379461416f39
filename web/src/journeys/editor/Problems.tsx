import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, ErrorCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { Failure } from '../../parts/States';
import { describeTile, nameOf } from '../../tiles';
import { find } from '../model/commands';
import { EXIT } from '../model/layout';
import type { Journey } from '../model/tiles';
import { texts } from '../texts';
import type { Found } from './useCheck';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexDirection: 'column',
    maxHeight: '150px',
    overflowY: 'auto',
    flexShrink: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    '@media print': { display: 'none' },
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  problem: { justifyContent: 'start', textAlign: 'start', fontWeight: tokens.fontWeightRegular, maxWidth: '100%' },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  well: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center', padding: tokens.spacingHorizontalXS },
});

/** Everything that is wrong, each leading to its tile. */
export function Problems(props: {
  journey: Journey;
  found: Found[];
  isChecking: boolean;
  error: Error | null;
  onGo: (tile: string) => void;
}) {
  const styles = useStyles();
  const { journey, found } = props;
  const nameAt = (key: string) => {
    const tile = find(journey, key);
    return tile ? `${nameOf(tile)} ${describeTile(tile)}` : key === EXIT ? texts.exit : texts.entry;
  };
  return (
    <section className={styles.bar} aria-label={texts.problems} aria-live="polite">
      {props.error ? (
        <Failure error={props.error} />
      ) : found.length === 0 ? (
        <span className={styles.well}>
          {!props.isChecking && <CheckmarkCircleRegular />}
          <Text>{props.isChecking ? texts.checking : texts.noProblems}</Text>
        </span>
      ) : (
        <ul className={styles.list}>
          {found.map(({ tile, fault, isWarning }) => (
            <li key={`${tile}:${fault.line}:${fault.column}:${fault.message}`}>
              <Button
                appearance="subtle"
                size="small"
                className={styles.problem}
                icon={
                  isWarning ? (
                    <WarningRegular className={styles.warning} />
                  ) : (
                    <ErrorCircleRegular className={styles.error} />
                  )
                }
                onClick={() => props.onGo(tile)}
              >
                <span>
                  <Badge appearance="outline">{nameAt(tile)}</Badge> {fault.message}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
