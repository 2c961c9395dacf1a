using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Schedules activities and sub-orchestrations, once or with retries.</summary>
internal sealed class Calls(OrchestrationRuntime runtime, ExecutionState state, ExecutionStartedEvent started, Retries retries)
{
    private DataConverter Converter => runtime.Functions.DataConverter;

    public Task<TResult> CallActivityAsync<TResult>(string name, object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "A TaskOptions value was provided for the activity input but no value was provided for options."
                + " Did you actually mean to provide a TaskOptions value for the options parameter?",
                nameof(input));
        }

        return CallAsync(() => ScheduleActivity<TResult>(name, input, options), options);
    }

    public Task<TResult> CallChildAsync<TResult>(string name, string instanceId, object? input, TaskOptions? options) =>
        CallAsync(() => ScheduleChild<TResult>(name, instanceId, input, options), options);

    private Task<TResult> CallAsync<TResult>(Func<OpenCall<TResult>> schedule, TaskOptions? options) => options?.Retry switch
    {
        { Policy: { } policy } => retries.CallAsync(policy, schedule),
        { Handler: { } handler } => retries.CallAsync(handler, schedule),
        _ => schedule().Task,
    };

    private OpenCall<TResult> ScheduleActivity<TResult>(string name, object? input, TaskOptions? options)
    {
        var version = options?.Version is { } asked ? asked.Version : started.Version;
        var action = new TaskScheduledEvent(state.Actions.NextId, name, version, ActivityInput.Wrap(input, Converter))
        {
            Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
        };
        return Open<TResult>(OpenTaskKind.Activity, name, action);
    }

    private OpenCall<TResult> ScheduleChild<TResult>(string name, string instanceId, object? input, TaskOptions? options)
    {
        var asked = (options as SubOrchestrationOptions)?.Version ?? options?.Version;
        var action = new SubOrchestrationInstanceCreatedEvent(state.Actions.NextId)
        {
            Name = name,
            Version = asked is { } version ? version.Version : runtime.Settings.DefaultVersion,
            InstanceId = instanceId,
            Input = Converter.Serialize(input),
            Tags = Inherit(options?.Tags),
        };
        return Open<TResult>(OpenTaskKind.Child, name, action);
    }

    private OpenCall<TResult> Open<TResult>(OpenTaskKind kind, string name, HistoryEvent action)
    {
        state.Actions.Add(action);
        var call = new OpenCall<TResult>(kind, name, action.EventId, Converter);
        state.OpenTasks.Add(action.EventId, call);
        return call;
    }

    private IDictionary<string, string>? Inherit(IDictionary<string, string>? tags)
    {
        if (tags is null || started.Tags is null)
        {
            return tags ?? started.Tags;
        }

        var merged = new Dictionary<string, string>(started.Tags);
        foreach (var (key, value) in tags)
        {
            merged[key] = value;
        }

        return merged;
    }
}
