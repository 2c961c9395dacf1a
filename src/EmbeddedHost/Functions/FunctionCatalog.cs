using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>All functions of the app, and those that may run, by what starts them.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, AppFunction> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AppFunction> _activities = new(StringComparer.OrdinalIgnoreCase);

    public FunctionCatalog(IReadOnlyList<AppFunction> functions, Func<AppFunction, bool> isDisabled)
    {
        All = functions;
        Disabled = functions.Where(isDisabled).ToHashSet();
        foreach (var function in functions.Where(function => !Disabled.Contains(function)))
        {
            Index(function);
        }
    }

    public IReadOnlyList<AppFunction> All { get; }

    public IReadOnlySet<AppFunction> Disabled { get; }

    public IReadOnlyDictionary<string, AppFunction> Orchestrators => _orchestrators;

    public IReadOnlyDictionary<string, AppFunction> Activities => _activities;

    public IEnumerable<AppFunction> HttpFunctions => With<HttpTriggerAttribute>();

    /// <summary>Functions with a trigger that this host does not have.</summary>
    public IEnumerable<AppFunction> NotRun => All.Where(function =>
        !Disabled.Contains(function)
        && function.Trigger is not (HttpTriggerAttribute or OrchestrationTriggerAttribute or ActivityTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute));

    /// <summary>The functions that may run and have this trigger.</summary>
    public IEnumerable<AppFunction> With<TTrigger>() => All.Where(function => function.Trigger is TTrigger && !Disabled.Contains(function));

    private void Index(AppFunction function)
    {
        switch (function.Trigger)
        {
            case OrchestrationTriggerAttribute trigger:
                _orchestrators[trigger.Orchestration ?? function.Name] = function;
                break;
            case ActivityTriggerAttribute trigger:
                _activities[trigger.Activity ?? function.Name] = function;
                break;
            default:
                break;
        }
    }
}
