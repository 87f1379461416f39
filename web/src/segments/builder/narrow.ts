import { makeStyles } from '@fluentui/react-components';

/** A small combobox whose parts are large enough to be hit, and stay within it. */
export const useNarrow = makeStyles({
  combobox: {
    minWidth: '120px',
    '& input': { minWidth: 0, width: '100%', height: '24px' },
    '& .fui-Combobox__expandIcon': {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      width: '24px',
      height: '24px',
      marginLeft: 0,
    },
  },
});
