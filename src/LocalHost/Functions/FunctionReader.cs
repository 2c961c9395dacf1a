using System.Text.Json;
using DurableSagas.LocalHost.Rpc;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Functions;

/// <summary>Reads what the worker announced, and refuses what this host cannot run: all of it at once, by name.</summary>
internal sealed class FunctionReader(IConfiguration configuration)
{
    private const string Supported =
        "httpTrigger, orchestrationTrigger, activityTrigger, entityTrigger, queueTrigger and timerTrigger, with the bindings durableClient, http and queue";

    public IReadOnlyList<AppFunction> Read(IEnumerable<RpcFunctionMetadata> announced)
    {
        var functions = announced.Select(Read).OrderBy(function => function.Name, StringComparer.Ordinal).ToList();
        var faults = functions.Where(function => !function.IsDisabled).SelectMany(Faults)
            .Concat(functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
                .Select(group => $"Function '{group.Key}' is there {group.Count()} times; names must be unique."))
            .ToList();
        return faults.Count == 0 ? functions : throw new FunctionsException(string.Join(Environment.NewLine, faults));
    }

    private static FunctionKind KindOf(FunctionBinding trigger) => trigger.Type.ToUpperInvariant() switch
    {
        "ACTIVITYTRIGGER" => FunctionKind.Activity,
        "ENTITYTRIGGER" => FunctionKind.Entity,
        "HTTPTRIGGER" => FunctionKind.Http,
        "ORCHESTRATIONTRIGGER" => FunctionKind.Orchestration,
        "QUEUETRIGGER" => FunctionKind.Queue,
        "TIMERTRIGGER" => FunctionKind.Timer,
        _ => FunctionKind.Unsupported,
    };

    private static IEnumerable<string> Faults(AppFunction function)
    {
        if (function.Kind == FunctionKind.Unsupported)
        {
            yield return $"Function '{function.Name}' has the trigger '{function.Trigger.Type}', which this host does not run. " +
                $"It runs {Supported}. To start without this function, set 'AzureWebJobs.{function.Name}.Disabled' to 'true'.";
            yield break;
        }

        foreach (var binding in function.Bindings.Where(binding => !binding.IsTrigger && !IsSupported(binding)))
        {
            yield return $"Function '{function.Name}' has the binding '{binding.Name}' of type '{binding.Type}' ({binding.Direction}), " +
                $"which this host does not know. It runs {Supported}. " +
                $"To start without this function, set 'AzureWebJobs.{function.Name}.Disabled' to 'true'.";
        }
    }

    private static bool IsSupported(FunctionBinding binding) => binding.Direction == BindingDirection.In
        ? binding.Is("durableClient")
        : binding.Is("http") || binding.Is("queue");

    private static FunctionBinding Binding(string rawBinding, string function)
    {
        using var document = JsonDocument.Parse(rawBinding);
        var json = document.RootElement.Clone();
        var binding = new FunctionBinding(string.Empty, string.Empty, BindingDirection.In, json);
        if (binding.Text("name") is not { } name || binding.Text("type") is not { } type)
        {
            throw new FunctionsException($"Function '{function}' has a binding without name or type: {rawBinding}");
        }

        return binding with
        {
            Name = name,
            Type = type,
            Direction = Enum.TryParse<BindingDirection>(binding.Text("direction"), ignoreCase: true, out var direction)
                ? direction
                : BindingDirection.In,
        };
    }

    private static FunctionRetry? Retry(RpcRetryOptions? options) =>
        options is null ? null
        : options.RetryStrategy == RpcRetryOptions.Types.RetryStrategy.FixedDelay
            ? new FunctionRetry(options.MaxRetryCount, options.DelayInterval?.ToTimeSpan() ?? TimeSpan.Zero, Maximum: null)
            : new FunctionRetry(
                options.MaxRetryCount,
                options.MinimumInterval?.ToTimeSpan() ?? TimeSpan.Zero,
                options.MaximumInterval?.ToTimeSpan() ?? TimeSpan.FromMinutes(10));

    private AppFunction Read(RpcFunctionMetadata announced)
    {
        List<FunctionBinding> bindings = [.. announced.RawBindings.Select(raw => Binding(raw, announced.Name))];
        var trigger = bindings.FirstOrDefault(binding => binding.IsTrigger)
            ?? throw new FunctionsException($"Function '{announced.Name}' has no trigger among its bindings: {string.Join(", ", announced.RawBindings)}");
        return new AppFunction
        {
            Id = announced.FunctionId,
            Name = announced.Name,
            ScriptFile = announced.ScriptFile,
            EntryPoint = announced.EntryPoint,
            Kind = KindOf(trigger),
            Trigger = trigger,
            Bindings = bindings,
            Retry = Retry(announced.RetryOptions),
            IsDisabled = IsDisabled(announced.Name),
        };
    }

    private bool IsDisabled(string function)
    {
        var value = configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs_{function}_Disabled"];
        return value == "1" || (bool.TryParse(value, out var disabled) && disabled);
    }
}
