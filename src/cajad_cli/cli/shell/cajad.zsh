#compdef cajad
# Completion of cajad in zsh: cajad completion zsh > a folder of $fpath/_cajad
_cajad() {
    local line
    local -a values shown
    for line in "${(@f)$(${~words[1]} __complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        case $line in
            :files) _files; return ;;
            :folders) _files -/; return ;;
            ?*)
                values+=("${line%%$'\t'*}")
                shown+=("${line/$'\t'/  -- }")
                ;;
        esac
    done
    (( $#values )) && compadd -U -l -d shown -a values
}
if [[ $funcstack[1] == _cajad ]]; then
    _cajad "$@"
else
    compdef _cajad cajad
fi
