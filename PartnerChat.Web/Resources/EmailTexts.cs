namespace PartnerChat.Web.Resources;

/// <summary>The words of the pages about an account's address, and of the way back into an account.</summary>
public sealed class EmailTexts;
