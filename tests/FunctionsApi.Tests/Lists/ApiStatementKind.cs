namespace DurableSagas.FunctionsApi.Tests.Lists;

internal enum ApiStatementKind
{
    Attribute,
    Opening,
    Member,
    Closing,
}
