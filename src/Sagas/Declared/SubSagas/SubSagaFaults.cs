using System.Text.Json;
using DurableSagas.Sagas.Declared.Arguments;
using DurableSagas.Sagas.Declared.Parts;

namespace DurableSagas.Sagas.Declared.SubSagas;

/// <summary>Finds what is wrong with a step that is a saga.</summary>
internal static class SubSagaFaults
{
    /// <summary>Documents in documents: each stands whole in the instance's input.</summary>
    private const int MaxDepth = 4;

    public static IEnumerable<(string Member, string Fault)> Of(DeclaredStep step)
    {
        if (string.Equals(step.Name, SubSagaId.Reserved, StringComparison.OrdinalIgnoreCase))
        {
            yield return ("name", $"A sub-saga cannot be named '{step.Name}'; it needs another name.");
        }

        if (step.Saga is null)
        {
            yield return ("saga", "'saga' is missing.");
        }
        else if (step.Runs is null || step.Version is null)
        {
            yield return ("saga", $"Saga '{step.Saga}' was not looked up; start the document by POST, not through the management API.");
        }

        if (step.Request is null)
        {
            yield return ("request", "'request' is missing.");
        }
        else if (step.Request.ToElement() is not { ValueKind: JsonValueKind.Object } request)
        {
            yield return ("request", "Expected an object.");
        }
        else if (step.Runs?.Document is { } stored)
        {
            foreach (var (name, fault) in ArgumentFaults.Before(stored.Parameters ?? new Dictionary<string, DeclaredParameter>(), request))
            {
                yield return ($"request/{name}", fault);
            }
        }

        if (DepthOf(step) > MaxDepth)
        {
            yield return ("saga", $"Stored documents may run each other {MaxDepth} deep.");
        }
    }

    private static int DepthOf(DeclaredStep step) =>
        step.Runs?.Document is { } document ? 1 + document.AllSteps.Select(entry => DepthOf(entry.Step)).DefaultIfEmpty().Max() : 0;
}
