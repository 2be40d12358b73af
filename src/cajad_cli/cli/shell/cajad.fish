# Completion of cajad in fish: cajad completion fish > ~/.config/fish/completions/cajad.fish
function __cajad_complete
    set -l typed (commandline -opc)
    set -l now (commandline -ct)
    test -n "$now"; or set now ''
    for line in (cajad __complete fish $typed[2..-1] "$now" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path "$now"
            case :folders
                __fish_complete_directories "$now"
            case '*'
                echo $line
        end
    end
end
complete -c cajad -f -a '(__cajad_complete)'
