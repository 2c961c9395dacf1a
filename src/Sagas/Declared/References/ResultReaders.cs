using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.Planning;

namespace DurableSagas.Sagas.Declared.References;

/// <summary>Who needs a result.</summary>
internal static class ResultReaders
{
    public static bool Reads(PlannedStep step, string result) =>
        (step.Action is { } action && ResultReferences.In(action.Call, action.Place).Any(found => IsTo(found.Reference, result)))
            || (step.SubSaga?.Request is { } request && ResultReferences.In(request.ToElement(), string.Empty).Any(found => IsTo(found.Reference, result)))
            || ConditionReferences.In(step.When, string.Empty).Any(found => IsTo(found.Reference, result));

    private static bool IsTo(ResultReference? reference, string result) => reference is { IsParameter: false } known && known.Step == result;
}
