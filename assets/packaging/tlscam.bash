# Completion of tlscam for bash. It asks the program itself, so that it knows every command and option.
_tlscam() {
  local word=${COMP_WORDS[COMP_CWORD]} commands=() i
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == [a-z]* ]] && commands+=("${COMP_WORDS[i]}")
    ((${#commands[@]} == 2)) && break
  done
  local help
  help=$("${COMP_WORDS[0]}" "${commands[@]:0:1}" --help 2>/dev/null)
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(grep -oE -- '--[a-z][a-z-]*' <<<"$help" | sort -u)" -- "$word")
  elif ((${#commands[@]} == 0)); then
    mapfile -t COMPREPLY < <(compgen -W "$(sed -n '/^Subcommands:/,$s/^  \([a-z][a-z-]*\).*/\1/p' <<<"$help")" -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -o filenames -F _tlscam tlscam
