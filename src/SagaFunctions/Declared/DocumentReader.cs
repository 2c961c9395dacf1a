using System.Text.Json;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Declared;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>Reads documents of declared transactions; every fault of one is told at once, with the JSON pointer of its place.</summary>
public sealed class DocumentReader(TransactionSchema schema, ParticipantRegistry participants)
{
    internal const int MaxBytes = 256 * 1024;

    /// <exception cref="ProblemException">400: the document has faults.</exception>
    internal DeclaredTransaction Read(JsonElement body)
    {
        // What the schema refuses has no meaning that could be checked.
        Refuse(schema.FaultsOf(body));
        var document = (DeclaredTransaction)RequestBody.Bind(body, typeof(DeclaredTransaction));
        Require(document);
        return document;
    }

    /// <summary>Judges a document of the schema, by the participants that are registered now.</summary>
    /// <exception cref="ProblemException">400: the document has faults.</exception>
    internal void Require(DeclaredTransaction document) => Refuse(DeclaredFaults.Of(document, participants.Contains));

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
