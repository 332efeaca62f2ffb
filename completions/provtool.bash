# bash completion for provtool(1). What may stand where is the program's own answer.

# Readline splits words at = and :, too. Those that no blank separates belong together.
_provtool_words() {
  local rest=$COMP_LINE word i
  words=() at=0
  for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
    word=${COMP_WORDS[i]}
    if ((i == 0)) || [[ $rest == [[:space:]]* ]]; then
      words+=("$word")
    else
      words[-1]+=$word
    fi
    rest=${rest#*"$word"}
    ((i == COMP_CWORD)) && at=$((${#words[@]} - 1))
  done
}

# Meanings are shown where the candidates are listed, and no wider than the terminal.
_provtool_list() {
  local line widest=0 columns=${COLUMNS:-80} i
  for line in "${COMPREPLY[@]}"; do
    line=${line%%$'\t'*}
    ((${#line} > widest)) && widest=${#line}
  done
  for i in "${!COMPREPLY[@]}"; do
    printf -v line '%-*s  (%s' "$widest" "${COMPREPLY[i]%%$'\t'*}" "${COMPREPLY[i]#*$'\t'}"
    if [[ ${COMPREPLY[i]} == *$'\t' ]]; then
      COMPREPLY[i]=${COMPREPLY[i]%$'\t'}
    elif ((${#line} > columns - 3)); then
      COMPREPLY[i]="${line:0:columns-6}...)"
    else
      COMPREPLY[i]="$line)"
    fi
  done
}

_provtool() {
  local words at lines kind prefix typed line
  _provtool_words
  mapfile -t lines < <("${words[0]/#\~/$HOME}" --complete $((at - 1)) "${words[@]:1}" 2>/dev/null)
  kind=${lines[0]%%$'\t'*} prefix=${lines[0]#*$'\t'}
  COMPREPLY=()
  case $kind in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    words)
      typed=${words[at]#"$prefix"}
      [[ $prefix == *= ]] && prefix=
      for line in "${lines[@]:1}"; do
        [[ $line == "$typed"* ]] && COMPREPLY+=("$prefix$line")
      done
      compopt -o nosort 2>/dev/null
      # 63, 33 and 64: Tab was pressed to see what there is (COMP_TYPE in bash(1)).
      if [[ ${#COMPREPLY[@]} -gt 1 && $COMP_TYPE =~ ^(63|33|64)$ ]]; then
        _provtool_list
      else
        COMPREPLY=("${COMPREPLY[@]%%$'\t'*}")
      fi
      ;;
  esac
}

complete -F _provtool provtool
