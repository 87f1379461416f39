import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { formatNumber } from '../../format/format';
import { useActions } from '../canvas/actions';
import type { Numbers } from './numbers';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    '& dd': { margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  },
});

/** Numbers, each with its name; those with people behind them lead to these. */
export function NumbersList(props: { numbers: Numbers }) {
  const actions = useActions();
  return (
    <dl className={useStyles().list}>
      {props.numbers
        .filter((it) => it.only !== 'short')
        .map(({ name, value, people }) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}:value`}>
            {people && value > 0 ? (
              <Link onClick={() => actions.showPeople(people)}>{formatNumber(value)}</Link>
            ) : (
              formatNumber(value)
            )}
          </dd>,
        ])}
    </dl>
  );
}
