using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>The names by which lists can be filtered: of the definitions, and of every saga that there is, declared or of a definition that is gone.</summary>
public sealed class SagaNames(SagaCatalog catalog, SagaLists lists)
{
    private const string Member = "name";

    /// <summary>Names of declared transactions are their callers': an answer does not repeat all of them.</summary>
    private const int MostTold = 20;

    /// <summary>Null: there is no filter.</summary>
    /// <exception cref="ProblemException">400: no definition and no saga could have that name.</exception>
    internal static string? Of(string? text) => text is null ? null : Identifiers.Require(text, Member);

    /// <summary>Judges a name by which nothing was found; one by which something was needs no judging.</summary>
    /// <exception cref="ProblemException">400: nothing has that name. The answer says what there is.</exception>
    internal async Task RequireAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null || catalog.Sagas.Any(saga => saga.Definition.Name == name))
        {
            return;
        }

        var counts = await lists.CountAsync(cancellationToken);
        if (counts.All(count => count.Name != name))
        {
            string[] known =
            [
                .. catalog.Sagas.Select(saga => saga.Definition.Name).Order(StringComparer.Ordinal)
                    .Concat(counts.Select(count => count.Name).Order(StringComparer.Ordinal))
                    .Distinct(StringComparer.Ordinal),
            ];
            var more = known.Length > MostTold ? $" and {known.Length - MostTold} more" : string.Empty;
            throw ProblemException.BadField(Member, $"There is no saga named '{name}'. There are: {string.Join(", ", known.Take(MostTold))}{more}.");
        }
    }
}
