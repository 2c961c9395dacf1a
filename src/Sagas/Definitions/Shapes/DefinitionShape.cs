using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Definitions.Shapes;

/// <summary>
/// What of a definition the histories of its sagas depend on: its steps, in their order, with what each calls, waits for and how often
/// it is tried. Times are none of it, nor is the code of conditions: a history bears another pause, and code that is mended.
/// </summary>
/// <param name="Text">What does not belong to a step.</param>
public sealed record DefinitionShape(string Text, IReadOnlyList<StepShape> Steps)
{
    private const int NamedSteps = 10;

    /// <summary>Sixteen hexadecimal digits: the same for the same shape, in every build.</summary>
    [JsonIgnore]
    public string Fingerprint => field ??= FingerprintOf(this);

    /// <summary>What has become of it, in words: the steps that came and went, or else what else has changed.</summary>
    public string ChangesTo(DefinitionShape now)
    {
        string[] cameAndWent = [.. Missing(now, this).Select(step => $"{step.Name} added"), .. Missing(this, now).Select(step => $"{step.Name} removed")];
        return string.Join(", ", cameAndWent.Length > 0 ? cameAndWent : [.. Others(now)]);
    }

    internal static DefinitionShape Of(SagaDefinition definition, Func<int, CodedParts> codeOf) => new(
        $"{definition.Protocol}{(definition.Deadline is null ? string.Empty : " with a deadline")}",
        [.. definition.Steps.Select((step, ordinal) => new StepShape(step.Name, TextOf(step, codeOf(ordinal)) + PlaceOf(definition, ordinal)))]);

    private static string FingerprintOf<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, SagaJson.Options)))[..16];

    private static IEnumerable<StepShape> Missing(DefinitionShape from, DefinitionShape there) =>
        from.Steps.ExceptBy(there.Steps.Select(step => step.Name), step => step.Name);

    private IEnumerable<string> Others(DefinitionShape now)
    {
        if (now.Text != Text)
        {
            yield return $"'{Text}' is '{now.Text}'";
        }

        foreach (var (before, after) in Steps.Join(now.Steps, step => step.Name, step => step.Name, (before, after) => (before, after)))
        {
            if (before != after)
            {
                yield return $"{before.Name} was '{before.Text}', is '{after.Text}'";
            }
        }

        if (!Steps.Select(step => step.Name).SequenceEqual(now.Steps.Select(step => step.Name)))
        {
            yield return "its steps stand in another order";
        }
    }

    private static string TextOf(StepDefinition step, CodedParts code) => string.Concat(
        $"{step.Kind} {WorkOf(step.Action)}",
        step.Action is StepWork.Activity ? $" {step.Attempts.MaxAttempts} times" : string.Empty,
        step.Compensation is { } compensation ? $", undone by {WorkOf(compensation)} {step.CompensationAttempts.MaxAttempts} times" : string.Empty,
        step.After.Count > 0 ? $", after {AfterOf(step.After)}" : string.Empty,
        code.HasCondition ? ", under a condition" : string.Empty,
        code.HasLock ? ", locking" : string.Empty);

    private static string PlaceOf(SagaDefinition definition, int ordinal) => definition.PathOf(ordinal) is not { } path
        ? string.Empty
        : $", on path {path.Place + 1} of {path.Choice.Paths.Count} "
            + $"from save-point {1 + definition.Choices.TakeWhile(choice => choice != path.Choice).Count()}";

    // A hundred steps that wait for all before them must fit into one row.
    private static string AfterOf(IReadOnlyList<string> steps) => steps.Count <= NamedSteps
        ? string.Join(" and ", steps)
        : $"{string.Join(" and ", steps.Take(NamedSteps))} and {steps.Count - NamedSteps} more ({FingerprintOf(steps)})";

    private static string WorkOf(StepWork work) => work switch
    {
        StepWork.Activity activity => activity.Key == activity.Function ? activity.Function : $"{activity.Function} as {activity.Key}",
        StepWork.Event compensation => $"queue {compensation.Queue}",
        StepWork.SubSaga saga => $"saga {saga.Definition.Name} {saga.Definition.Version} ({saga.Definition.Shape.Fingerprint})",
        _ => "an approval",
    };
}
