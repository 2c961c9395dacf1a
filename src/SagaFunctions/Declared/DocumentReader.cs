using System.Text.Json;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Declared;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>Reads documents of declared transactions; every fault of one is told at once, with the JSON pointer of its place.</summary>
public sealed class DocumentReader(TransactionSchema schema, ParticipantRegistry participants, SubSagas subSagas)
{
    internal const int MaxBytes = 256 * 1024;

    /// <exception cref="ProblemException">400: the document has faults.</exception>
    internal Task<DeclaredTransaction> ReadAsync(JsonElement body, CancellationToken cancellationToken)
    {
        // What the schema refuses has no meaning that could be checked.
        Refuse(schema.FaultsOf(body));
        return CompleteAsync((DeclaredTransaction)RequestBody.Bind(body, typeof(DeclaredTransaction)), cancellationToken);
    }

    /// <summary>A document of the schema as it stands now, with what its sub-sagas are; judged by the participants that are registered.</summary>
    /// <exception cref="ProblemException">400: the document has faults.</exception>
    internal async Task<DeclaredTransaction> CompleteAsync(DeclaredTransaction document, CancellationToken cancellationToken)
    {
        var (complete, faults) = await subSagas.FindAsync(document, cancellationToken);
        Refuse(faults);
        Refuse(DeclaredFaults.Of(complete, participants.Contains));
        return complete;
    }

    /// <exception cref="ProblemException">400, unless there is none.</exception>
    internal static void Refuse(IEnumerable<(string Place, string Fault)> faults)
    {
        var byPlace = faults.GroupBy(fault => fault.Place).ToDictionary(place => place.Key, place => place.Select(fault => fault.Fault).ToArray());
        if (byPlace.Count > 0)
        {
            throw ProblemException.BadFields(byPlace);
        }
    }
}
