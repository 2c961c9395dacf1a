namespace DurableSagas.Sagas.Tests.Exploration;

internal static class Lists
{
    public static int IndexOf(this IReadOnlyList<string> list, string wanted) => Enumerable.Range(0, list.Count).FirstOrDefault(index => list[index] == wanted, -1);
}
