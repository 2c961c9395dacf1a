using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DurableSagas.Functions.Http;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Functions.Faults;

/// <summary>Takes the faults out of a request's body, where they are allowed.</summary>
public sealed partial class FaultRequest(FaultInjection injection)
{
    private const string Member = "faults";
    private const int MaxFaults = 1000;
    private const int MaxName = 160;

    /// <summary>Null when the body asks for none.</summary>
    /// <exception cref="ProblemException">400: not allowed here, no such activity, or no such fault.</exception>
    public IReadOnlyDictionary<string, string>? TakeFrom(JsonObject body, SagaDefinition saga) =>
        TakeFrom(body) is { } faults ? Parse(faults, saga, $"{Member}.") : null;

    /// <summary>What the body says of faults, taken out of it; null when it says nothing.</summary>
    /// <exception cref="ProblemException">400: not allowed here.</exception>
    public JsonObject? TakeFrom(JsonObject body)
    {
        if (!body.TryGetPropertyValue(Member, out var faults))
        {
            return null;
        }

        if (!injection.IsAllowed)
        {
            throw ProblemException.BadField(Member, $"Faults are not accepted here: setting '{FaultInjection.Setting}' is not true.");
        }

        body.Remove(Member);
        return faults as JsonObject ?? throw ProblemException.BadField(Member, "Expected an object of faults by activity.");
    }

    /// <param name="prefix">Of the path of a faulty member in the document.</param>
    /// <exception cref="ProblemException">400: no such activity, or no such fault.</exception>
    public static IReadOnlyDictionary<string, string> Parse(JsonObject faults, SagaDefinition? saga, string prefix)
    {
        Dictionary<string, string> parsed = [];
        Dictionary<string, string[]> errors = [];
        foreach (var (activity, fault) in faults)
        {
            var text = fault?.GetValueKind() == JsonValueKind.String ? fault.GetValue<string>() : null;
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

        if (faults.Count > MaxFaults)
        {
            errors[prefix.Length == 0 ? "$" : prefix.TrimEnd('.')] = [$"Expected faults for {MaxFaults} activities at most, found {faults.Count}."];
        }

        return errors.Count == 0 ? parsed : throw ProblemException.BadFields(errors);
    }

    // A compensation by event can fail at two places: at its publication, and at its consumer.
    private static IEnumerable<string> FaultyOf(StepDefinition step) =>
        step.Compensation is StepWork.Event compensation ? [.. step.Activities, compensation.Consumer] : step.Activities;

    [GeneratedRegex(@"^[A-Za-z0-9_./-]{1,160}\z")]
    private static partial Regex Names();
}
