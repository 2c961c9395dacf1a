using System.Text.Json;
using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.SagaFunctions.Faults;

/// <summary>Takes the faults out of a request's body, where they are allowed.</summary>
public sealed partial class FaultRequest(FaultInjection injection)
{
    internal const string Member = "faults";
    private const int MaxFaults = 1000;
    private const int MaxName = 160;

    /// <summary>The saga's own request, and what the body says of faults beside it; null when it says nothing.</summary>
    /// <exception cref="ProblemException">400: not allowed here.</exception>
    internal (JsonElement Request, JsonElement? Faults) TakeFrom(JsonElement body)
    {
        if (!body.TryGetProperty(Member, out var faults))
        {
            return (body, null);
        }

        if (!injection.IsAllowed)
        {
            throw ProblemException.BadField(Member, $"Faults are not accepted here: setting '{FaultInjection.Setting}' is not true.");
        }

        return faults.ValueKind == JsonValueKind.Object
            ? (RequestBody.Without(body, Member), faults)
            : throw ProblemException.BadField(Member, "Expected an object of faults by activity.");
    }

    /// <summary>Null when nothing was taken from the body.</summary>
    /// <exception cref="ProblemException">400: no such activity, or no such fault.</exception>
    internal static IReadOnlyDictionary<string, string>? Parse(JsonElement? taken, SagaDefinition saga) =>
        taken is { } faults ? Parse(faults, saga, $"{Member}.") : null;

    /// <param name="prefix">Of the path of a faulty member in the document.</param>
    /// <exception cref="ProblemException">400: no such activity, or no such fault.</exception>
    internal static IReadOnlyDictionary<string, string> Parse(JsonElement faults, SagaDefinition? saga, string prefix)
    {
        Dictionary<string, string> parsed = [];
        Dictionary<string, string[]> errors = [];
        foreach (var fault in faults.EnumerateObject())
        {
            var (activity, text) = (fault.Name, fault.Value.ValueKind == JsonValueKind.String ? fault.Value.GetString() : null);
            if (!Names().IsMatch(activity))
            {
                errors[prefix + ShortText.Of(activity, MaxName)] = [$"Expected the name of an activity, of 1 to {MaxName} characters."];
            }
            else if (saga is not null && !saga.Steps.SelectMany(FaultyOf).Contains(activity, StringComparer.Ordinal))
            {
                errors[prefix + activity] = [$"Saga '{saga.Name}' has no activity of this name."];
            }
            else if (RequestedFault.Parse(text) is null)
            {
                errors[prefix + activity] = ["Expected refuse, fail, fail:N, fail-after, hang or chance:PERCENT:SEED."];
            }
            else
            {
                parsed[activity] = text!;
            }
        }

        if (faults.GetPropertyCount() is > MaxFaults and var count)
        {
            errors[prefix.Length == 0 ? "$" : prefix.TrimEnd('.')] = [$"Expected faults for {MaxFaults} activities at most, found {count}."];
        }

        return errors.Count == 0 ? parsed : throw ProblemException.BadFields(errors);
    }

    // A compensation by event can fail at two places: at its publication, and at its consumer.
    private static IEnumerable<string> FaultyOf(StepDefinition step) =>
        step.Compensation is StepWork.Event compensation ? [.. step.Activities, compensation.Consumer] : step.Activities;

    [GeneratedRegex(@"^[A-Za-z0-9_./-]{1,160}\z")]
    private static partial Regex Names();
}
