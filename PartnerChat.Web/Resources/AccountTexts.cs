namespace PartnerChat.Web.Resources;

/// <summary>The words of the pages on which one gets an account and signs in.</summary>
public sealed class AccountTexts;
