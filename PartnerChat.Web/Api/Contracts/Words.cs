namespace PartnerChat.Web.Api.Contracts;

/// <summary>What a client is told of a field.</summary>
internal static class Words
{
    public const string Required = "This field is required.";
    public const string Unreadable = "This is not of the type or form that is asked for.";
    public const string NoJson = "This is no JSON object of the form that is asked for.";
    public const string Side = "A side is partner_a or partner_b.";
    public const string PageLimit = "From 1 to 100.";
    public const string ChangesLimit = "From 1 to 500.";
    public const string OneAtATime = "Either before or after, not both.";
    public const string Future = "There is no such cursor yet.";
    public const string ExportFormat = "json or html.";
    public const string Zone = "An IANA time zone: Europe/Berlin.";
    public const string Cursor = "A cursor is 0 or more.";
}
