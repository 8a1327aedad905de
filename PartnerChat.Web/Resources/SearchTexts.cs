namespace PartnerChat.Web.Resources;

/// <summary>The words of the search panel.</summary>
public sealed class SearchTexts;
